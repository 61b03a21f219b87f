"""Tables over page breaks: which pieces are one table, which rows and cells a break cuts, how they are joined."""
