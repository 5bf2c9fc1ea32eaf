"""What pages and share images print: cards, figures in words, tables. Views hold the decisions, templates only markup."""
