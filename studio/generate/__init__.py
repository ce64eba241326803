"""From a TakeRequest to a picture: the engines."""
