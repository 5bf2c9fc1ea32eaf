"""What happens to a built site: it reads the files and trusts nobody, so it imports nothing of ours but base/."""
