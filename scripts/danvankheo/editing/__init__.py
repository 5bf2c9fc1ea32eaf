"""Commands that write or edit files of entries: new, fix, share, rename, withdraw. Bytes they do not change stay."""
