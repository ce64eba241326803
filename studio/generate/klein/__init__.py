"""FLUX.2 klein: transformer with references among its tokens, weights, loop, autoencoder; on the parts of `flux`."""
