"""Made-up phrasings: private data as people write them, by the code that refuses them, and honest sentences that look alike.

No number, name or date is anybody's. ¶ stands for a line break.
"""

from __future__ import annotations

PRIVATE: dict[str, list[str]] = {
    "DVK551": """
0912345678
Gọi 0912 345 678 để đăng ký
0912.345.678
0912-345-678
09 12 34 56 78
0 9 1 2 3 4 5 6 7 8
(0912) 345 678
0912 345678
+84 912 345 678
+84912345678
(+84) 912.345.678
+84 (0) 912 345 678
0084 912 345 678
84912345678
84 912 345 678
ĐT: 0237 3 833 999
ĐT 02373833999
(0237) 3.833.999
điện thoại: (0237) 3833999
SĐT 0373 123 456
sđt: 0373123456
Đt: 3833 999
Zalo 0912345678
zalo.me/0912345678
Zalo 912345678
Zalo của anh là 0912 345 678
Liên hệ chị Lan (0912 345 678)
liên hệ: 0987.654.321/0912.345.678
Hotline: 0868 123 456
Số máy 0168 123 4567
DĐ: 0912 345 678
0912 345 678 đồng chí Nam
０９１２３４５６７８
0912 345 678
0912 345 678
**SĐT:** 0912 345 678
| ĐT | 0912345678 |
SO DIEN THOAI: 0912345678
0912&nbsp;345&nbsp;678
0912<b>345</b>678
&#48;912345678
0912\\.345\\.678
gọi số 0912¶345 678
Tel: +84-912-345-678
Viber/Zalo: 0912345678
mời nhắn qua 0912345678.
“0912345678”
0912345678-0987654321
0912345678,0987654321
ĐT0912345678
SĐT0912345678
0912•345•678
0912·345·678
0912,345,678
0912/345/678
0912:345:678
""".strip()
    .replace("\n", "\0")
    .replace("¶", "\n")
    .split("\0"),
    "DVK552": """
038204001234
038 204 001 234
0382 0400 1234
CCCD 038204001234
CCCD: 038.204.001.234
Số CMND: 172345678
số CMND 172 345 678
CMND của ông là 172345678
căn cước công dân số 038204001234
Can cuoc: 038204001234
chứng minh nhân dân 172345678
CMTND 172345678
mã định danh: 038214005678
Số định danh cá nhân 038214005678
| CCCD | 038204001234 |
**Căn cước:** 038204001234
Hộ chiếu: B1234567
Hộ chiếu số C12345678
BHXH 3820123456
thẻ BHYT: GD 4 38 3820123456
０３８２０４００１２３４
giấy tờ tùy thân số 172345678
0 3 8 2 0 4 0 0 1 2 3 4
""".strip()
    .replace("\n", "\0")
    .replace("¶", "\n")
    .split("\0"),
    "DVK553": """
Ngày sinh: 05/03/2014
Ngày sinh .......05/03/2014
Ngày sinh……………: 05/03/2014
Năm sinh.....................2014
NGÀY SINH: 05/03/2014
ngay sinh: 05/03/2014
Ngày sinh 5/3/2014
Ngày sinh: 05-03-2014
Ngày sinh: 05.03.2014
Ngày sinh: 2014-03-05
Ngày, tháng, năm sinh: 05/03/2014
Ngày tháng năm sinh: 5/3/2014
Ngày sinh: 5 tháng 3 năm 2014
Ngày sinh của em: 05/03/2014
Năm sinh: 2014
Năm sinh 2014
NĂM SINH: 2014
năm sinh của cháu là 2014
**Ngày sinh:** 05/03/2014
*Năm sinh*: 2014
| Ngày sinh | 05/03/2014 |
| Năm sinh | 2014 |
Ngày sinh¶05/03/2014
Ngày sinh:¶05/03/2014
ngay_sinh: 05/03/2014
sinh ngày 05/03/2014
sinh ngày 5 tháng 3 năm 2014
Em Lan sinh ngày mùng 5 tháng 3
em sinh ngày mồng năm tháng ba năm hai nghìn mười bốn
sinh năm 2014
Em Lan (sinh năm 2014) học lớp 4
Chị Nguyễn Thị Mẫu, sinh năm 1990, bí thư chi đoàn
anh Nguyễn Văn An sinh năm 2003
chị Thu sinh năm 1995
Anh Nam sinh năm 1990
NGUYỄN VĂN AN SINH NĂM 2003
sinh năm 85
sinh năm 2k3
sinh năm 2003 là tuổi trẻ
sinh tháng 3/2014
sinh vào năm 2014
sinh ra năm 2014
Cháu sinh 2014
(sinh 05/03/2014)
SN 2014
(SN 2014)
SN: 1990
sn 1990
S.N 1990
(SN 95)
SN 05/03/2014
NS: 05/03/2014
05/03/2014 là ngày sinh của em
Sinh nhật: 05/03
sinh nhật của em Lan là 5/3/2014
DOB: 05/03/2014
born in 1990
SINH NGÀY 05/03/2014
Sinh ngày: 05/03/2014, quê quán Thanh Hóa
Ngày sinh: 05/03/2014
Ngày<br>sinh: 05/03/2014
- Năm sinh = 2014
Họ tên: Nguyễn Thị Mẫu; năm sinh: 1998; chi đoàn thôn Một
""".strip()
    .replace("\n", "\0")
    .replace("¶", "\n")
    .split("\0"),
    "DVK554": """
Dân tộc: Mường
Dân tộc............Mường
dân tộc: mường
DÂN TỘC: MƯỜNG
Dan toc: Muong
Dân tộc: Kinh
**Dân tộc:** Thái
| Dân tộc | Mường |
dan_toc: Mường
Dân tộc: H'Mông
Dân tộc: H’Mông
Em Lan, lớp 5, dân tộc: Mường
Chị Lan, dân tộc Mường, là bí thư chi đoàn
Anh Nguyễn Văn Mẫu (dân tộc Thái)
Anh là người dân tộc Mường
chị Mẫu là người Mường
Bạn Hà Văn Mẫu – người dân tộc Thái – nhận học bổng
Đồng chí Lò Văn Mẫu, dân tộc Thái
25 tuổi, dân tộc Mường
Tôn giáo: Thiên Chúa
Tôn giáo: Không
TÔN GIÁO: KHÔNG
tôn giáo: Phật giáo
Ton giao: Cong giao
**Tôn giáo:** Thiên Chúa giáo
| Tôn giáo | Tin Lành |
ton_giao: khong
Đạo: Thiên Chúa
Anh Nam theo đạo Thiên Chúa
chị Lan theo đạo Tin Lành
Anh Nam là người Công giáo
Chị Mẫu là giáo dân
Bà Mẫu là tín đồ đạo Cao Đài
Dân tộc, tôn giáo: Kinh, không
Nguyễn Thị Mẫu (Công giáo)
Dân tộc¶Mường
""".strip()
    .replace("\n", "\0")
    .replace("¶", "\n")
    .split("\0"),
}

HONEST: list[str] = (
    """
chức sắc tôn giáo địa phương
Tỷ lệ sinh năm 2023 giảm
Mức sinh 2024 là 1,91 con
Trẻ sinh năm 2020 được tiêm đủ mũi
thu 0,912 345 678 tỷ đồng
hộ đồng bào dân tộc Mường
hộ đồng bào dân tộc thiểu số
Đoàn viên là người dân tộc thiểu số chiếm một phần ba
kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh 19/5
Kỷ niệm 133 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 – 19/5/2023)
nhân dịp 19/5, ngày sinh của Bác
mừng ngày sinh Bác Hồ 19/5
học sinh năm 2023
học sinh năm học 2023–2024
vệ sinh ngày 05/3/2014
Tổng vệ sinh ngày 5/3/2023 có 60 người
sinh hoạt ngày 05/3/2014
Ngày sinh hoạt chi đoàn: 05/3/2023
ngày sinh hoạt hè 05/6
phát sinh ngày 05/3/2014
rác phát sinh năm 2023
công tác an sinh năm 2023
AN SINH XÃ HỘI NĂM 2023
an sinh xã hội năm 2023
tuyển sinh năm 2023
thí sinh năm 2023
đêm Giáng sinh năm 2023
hy sinh ngày 22/12/1972
nữ sinh năm 2023 đông hơn
cấp giấy khai sinh ngày 05/3/2023
sinh viên năm 2023
Sinh viên năm hai về quê
anh Lê Văn Sinh ngày 05/3/2023 đã hiến 50 m2 đất
tổ chức sinh nhật tập thể cho các em ngày 15/4/2023
17 thanh niên sinh năm 2006 đăng ký nghĩa vụ quân sự
công dân sinh năm 2006 đăng ký nghĩa vụ quân sự lần đầu
các em sinh năm 2014 vào lớp 1
chăm sóc sức khỏe sinh sản năm 2023
môi trường sinh thái năm 2023
Câu lạc bộ sinh kế 2023
SN 12 đường Lê Lợi
Số 12/QĐ-UBND ngày 05/03/2014
Kế hoạch số 427-KH/TĐTN-ĐKTHTN ngày 07/3/2022
ngày 05/03/2014
ngày 5 tháng 3 năm 2014
từ 05.03.2014 đến 12.03.2014
05-03-2014 - 12-03-2014
2022-2025
giai đoạn 2022 – 2025
0 912 345 678 đồng
912.345.678 đồng
1 250 000 000 đồng
84.912.345.678 đồng
ủng hộ 12.500.000 đồng qua Zalo
nhận điện thoại 12.500.000 đồng
kinh phí 0,9 tỷ đồng
tặng 15 chiếc điện thoại, 120 thẻ
nhóm Zalo có 120 thành viên
Nhóm Zalo 2022 - 2023
gọi 113, 114, 115
Tổng đài 111
liên hệ trước ngày 10-01-2023
123456789012 đồng
tổng 123 456 789 012 đồng
cấp 1.200 căn cước công dân gắn chip
làm căn cước cho 12 500 người
kích hoạt 3.450 tài khoản định danh mức 2
tuyến đường dài 600 m, rộng 3,5 m
0,5 – 0,8 – 1,2 – 1,5
các ngày 03 04 05 06 07 08
tỷ lệ 98,12345678 %
văn bản 0912345678/CV
các dân tộc: Kinh, Mường, Thái
trong xã có hai dân tộc: Kinh và Mường
xã có 3 dân tộc Kinh, Mường, Thái
đồng bào các dân tộc Mường, Thái
bà con dân tộc Mường ở thôn Một
người dân tộc Mường chiếm 60%
văn hóa dân tộc Mường
trang phục dân tộc Thái
cồng chiêng của dân tộc Mường
chị em dân tộc Mường dệt thổ cẩm
ngày hội văn hóa các dân tộc
Lễ hội Pồn Pôông (dân tộc Mường)
khối đại đoàn kết toàn dân tộc
truyền thống dân tộc Việt Nam
thanh niên dân tộc, tôn giáo
công tác dân tộc, tôn giáo năm 2023
đồng bào theo đạo Thiên Chúa
bà con theo đạo Công giáo
15 hộ theo đạo
vùng đồng bào có đạo
học tập và làm theo đạo đức Hồ Chí Minh
sống theo đạo lý uống nước nhớ nguồn
chỉ đạo: Ban Chấp hành Đoàn xã
Lãnh đạo: Đảng ủy xã
thôn Phật giáo có nhiều cây
nhà thờ Công giáo, chùa Phật giáo trong xã
chị là người kinh doanh giỏi
anh là người Thái Bình
Anh là người Thọ Xuân
mọi người thái độ vui vẻ
30 người Mường, 20 người Kinh cùng làm đường
không chỉ là người Mường mà cả người Thái
tặng quà học sinh dân tộc thiểu số
ISBN 9786041234567
mã số 20230512 083015
ảnh IMG_20230512_083015.jpg
https://example.org/bai/0912345678
lúc 07 giờ 30 ngày 05/3/2023
07h30 - 08h45
tọa độ không ghi
xuất bản năm 2014
thành lập ngày 05/3/2014
Năm 2014, em Lan vào lớp 1
em Lan 9 tuổi
sinh ra và lớn lên ở Thọ Xuân
sinh năm con giáp nào cũng được
1900 1234 là tổng đài
""".strip()
    .replace("\n", "\0")
    .replace("¶", "\n")
    .split("\0")
)
