"""What in a picture speaks for a text: a method for each kind of image tower, and one for any encoder."""
