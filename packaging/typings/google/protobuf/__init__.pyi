"""What we use of protobuf."""
