"""Pure words and rules of the product: standard library and numpy only."""
