"""What a model can say of single photos: answers, probabilities of labels, and where it saw them."""
