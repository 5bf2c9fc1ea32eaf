"""Lists, messages and answers of forms become files of entries, which the check then reads."""
