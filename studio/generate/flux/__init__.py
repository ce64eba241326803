"""FLUX.1-dev with PuLID's identity, image to image: transformer, weights, loop, autoencoder, memory; klein's parts."""
