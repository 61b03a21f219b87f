"""What is drawn on a page: rules, grounds, the grids that they make, and the tables in these."""
