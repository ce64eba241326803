"""The one table of every model file that an engine or analyzer needs.

Sizes and digests are those of Git LFS pointers and file pages of the repositories named, and of manifests that others
published after checking their downloads; where none was found, none is given. Small texts (configurations, tokenizers)
have none: they are believed when first seen, and checked from then on.
"""

from __future__ import annotations

from collections.abc import Mapping

from studio.episode.errors import StudioError
from studio.weights import licence_terms as terms
from studio.weights.weight_file import HubSource, UrlSource, WeightFile, WeightPart, ZipSource

_INSIGHTFACE = "https://github.com/deepinsight/insightface/releases/download/v0.7/"
_OPENCV_ZOO = "https://media.githubusercontent.com/media/opencv/opencv_zoo/966be4cb6eefc2a4f586ed0581bf4bbaa2533070/models/"
_FLUX_DEV = HubSource("black-forest-labs/FLUX.1-dev", "3de623fc3c33e44ffbe2bad470d0f45bccf2eb21", gated=True)
_FLUX_TEXT = HubSource("comfyanonymous/flux_text_encoders")
_OWN_PACK = "give another pack with --face-pack, or use --analyzer builtin"

_ROWS = (
    WeightFile(
        "flux1-dev", "FLUX.1-dev", _FLUX_DEV,
        (
            WeightPart("model_index.json"),
            WeightPart("scheduler/scheduler_config.json"),
            WeightPart("text_encoder/config.json"),
            WeightPart("text_encoder/model.safetensors", 246_144_352,
                       "893d67a23f4693ed42cdab4cbad7fe3e727cf59609c40da28a46b5470f9ed082"),
            WeightPart("text_encoder_2/config.json", 782),
            WeightPart("text_encoder_2/model-00001-of-00002.safetensors", 4_994_582_224,
                       "ec87bffd1923e8b2774a6d240c922a41f6143081d52cf83b8fe39e9d838c893e"),
            WeightPart("text_encoder_2/model-00002-of-00002.safetensors", 4_530_066_360,
                       "a5640855b301fcdbceddfa90ae8066cd9414aff020552a201a255ecf2059da00"),
            WeightPart("text_encoder_2/model.safetensors.index.json"),
            WeightPart("tokenizer/merges.txt"),
            WeightPart("tokenizer/special_tokens_map.json"),
            WeightPart("tokenizer/tokenizer_config.json"),
            WeightPart("tokenizer/vocab.json", 1_059_962),
            WeightPart("tokenizer_2/special_tokens_map.json"),
            WeightPart("tokenizer_2/spiece.model"),
            WeightPart("tokenizer_2/tokenizer.json", 2_424_235),
            WeightPart("tokenizer_2/tokenizer_config.json"),
            WeightPart("transformer/config.json", 378),
            WeightPart("transformer/diffusion_pytorch_model-00001-of-00003.safetensors", 9_983_040_304,
                       "d86a3038eacaa720682cb9b1da3c49fecf8a3ded605af4def6061eaa18903eb8"),
            WeightPart("transformer/diffusion_pytorch_model-00002-of-00003.safetensors", 9_949_328_904,
                       "5e830704a83aa938dfaf23da308100a1c44b83fa084283abf1d163ea727e5f7a"),
            WeightPart("transformer/diffusion_pytorch_model-00003-of-00003.safetensors", 3_870_584_832,
                       "0d9c7c663217d1c3d44a6deed4e1cf1ac09fbc2c4137c47de1e3d74c959833de"),
            WeightPart("transformer/diffusion_pytorch_model.safetensors.index.json"),
            WeightPart("vae/config.json", 820),
            WeightPart("vae/diffusion_pytorch_model.safetensors", 167_666_902,
                       "f5b59a26851551b67ae1fe58d32e76486e1e812def4696a4bea97f16604d40a3"),
        ),
        terms.FLUX_DEV, ("flux-pulid",), "flux1-dev"),
    WeightFile(
        "pulid-flux", "PuLID for FLUX v0.9.1", HubSource("guozinan/PuLID"),
        (WeightPart("pulid_flux_v0.9.1.safetensors", 1_142_099_520,
                    "92c41c3af322b02e58e1b32842e4601e08c8f16ec1fe80089dbe957df510f51d"),),
        terms.PULID, ("flux-pulid",), "pulid-flux",
        tensors={"pulid_encoder.latents": (1, 32, 1024), "pulid_ca.0.to_q.weight": (2048, 3072)}),
    WeightFile(
        "eva02-clip", "EVA02-CLIP-L-14-336",
        HubSource("timm/eva02_large_patch14_clip_336.merged2b_s6b_b61k", "4f62907359c8506be7021582f360564693b22c15"),
        (WeightPart("open_clip_model.safetensors", 856_239_456,
                    "f753bca0e8327f77e8845b0af2510d599c3e4614237007b48078c791f2cf391c"),),
        terms.EVA_CLIP, ("flux-pulid",), "eva02-clip",
        tensors={"visual.trunk.cls_token": (1, 1, 1024), "visual.trunk.pos_embed": (1, 577, 1024)},
        pickled_as=("EVA02_CLIP_L_336_psz14_s6B.pt", "open_clip_pytorch_model.bin")),
    WeightFile(
        "antelopev2", "insightface antelopev2",
        ZipSource(f"{_INSIGHTFACE}antelopev2.zip", 360_662_982,
                  "8e182f14fc6e80b3bfa375b33eb6cff7ee05d8ef7633e738d1c89021dcf0c5c5"),
        (
            WeightPart("glintr100.onnx", 260_665_334,
                       "4ab1d6435d639628a6f3e5008dd4f929edf4c4124b1a7169e1048f9fef534cdf"),
            WeightPart("scrfd_10g_bnkps.onnx", 16_923_827,
                       "5838f7fe053675b1c7a08b633df49e7af5495cee0493c7dcf6697200b85b5b91"),
        ),
        terms.INSIGHTFACE, ("flux-pulid",), "antelopev2"),
    WeightFile(
        "face-parser", "BiSeNet face parser (ResNet-34)",
        UrlSource("https://github.com/yakhyo/face-parsing/releases/download/weights/resnet34.onnx"),
        (WeightPart("resnet34.onnx", 93_632_554, "5b805bba7b5660ab7070b5a381dcf75e5b3e04199f1e9387232a77a00095102e"),),
        terms.FACE_PARSER, ("flux-pulid",), "face-parser",
        otherwise="without it an ellipse around the landmarks stands for the parsed face", optional=True,
        pickled_as=("parsing_bisenet.pth", "79999_iter.pth")),
    WeightFile(
        "flux1-dev-file", "FLUX.1-dev transformer, single file", _FLUX_DEV,
        (WeightPart("flux1-dev.safetensors", 23_802_932_552,
                    "4610115bb0c89560703c892c59ac2742fa821e60ef5871b33493ba544683abd7"),),
        terms.FLUX_DEV, ("flux-pulid",), "flux1-dev-file", instead_of="flux1-dev",
        tensors={"double_blocks.0.img_attn.qkv.weight": (9216, 3072), "guidance_in.in_layer.weight": (3072, 256)}),
    WeightFile(
        "flux1-ae", "FLUX.1-dev autoencoder, single file", _FLUX_DEV,
        (WeightPart("ae.safetensors", 335_304_388, "afc8e28272cd15db3919bacdb6918ce9c1ed22e96cb12c4d5ed0fba823529e38"),),
        terms.FLUX_DEV, ("flux-pulid",), "flux1-ae", instead_of="flux1-dev",
        tensors={"decoder.conv_in.weight": (512, 16, 3, 3), "encoder.conv_in.weight": (128, 3, 3, 3)}),
    WeightFile(
        "clip-l", "CLIP-L text encoder, single file", _FLUX_TEXT,
        (WeightPart("clip_l.safetensors", 246_144_152,
                    "660c6f5b1abae9dc498ac2d21e1347d2abdb0cf6c0c0c8576cd796491d9a6cdd"),),
        terms.FLUX_TEXT_ENCODERS, ("flux-pulid",), "clip-l", instead_of="flux1-dev",
        tensors={"text_model.embeddings.token_embedding.weight": (49_408, 768)}),
    WeightFile(
        "t5-xxl", "T5-XXL text encoder, single file", _FLUX_TEXT,
        (WeightPart("t5xxl_fp16.safetensors", 9_787_841_024,
                    "6e480b09fae049a72d2a8c5fbccb8d3e92febeb233bbe9dfe7256958a9167635"),),
        terms.FLUX_TEXT_ENCODERS, ("flux-pulid",), "t5-xxl", instead_of="flux1-dev",
        tensors={"encoder.block.0.layer.0.SelfAttention.q.weight": (4096, 4096)}),
    WeightFile(
        "flux2-klein", "FLUX.2 klein 4B",
        HubSource("black-forest-labs/FLUX.2-klein-4B", "e7b7dc27f91deacad38e78976d1f2b499d76a294"),
        (
            WeightPart("model_index.json", 446, "51a76cb1cf3ed37423a1128c79c22faee8e6fbe7f5aaeb737f0a258930dbaac0"),
            WeightPart("scheduler/scheduler_config.json", 486,
                       "067afb012cef64553a763447d1efd93daeffcc0123ca7e25b09f8de20b90762e"),
            WeightPart("text_encoder/config.json", 1_536,
                       "214b4c29a0d975e9fddf9994a5673f22cb2c4c5750352f9227c2c3251ebeab40"),
            WeightPart("text_encoder/generation_config.json", 214,
                       "4347b1aeed2b2b78bc059920a0b7f5fec71482e1344952b76d7665d638d71f13"),
            WeightPart("text_encoder/model-00001-of-00002.safetensors", 4_967_215_360,
                       "8c0506e7f4936fa7e26183a4fd8da4e2bdbc5990ba64ae441f965d51228f36ea"),
            WeightPart("text_encoder/model-00002-of-00002.safetensors", 3_077_766_632,
                       "82f2bd839378541b0557bfabaf37c7d3d637071fdcb73302dedd7cf61162ce07"),
            WeightPart("text_encoder/model.safetensors.index.json", 32_855,
                       "06b3d5319b6d76d1a4a2433419180016cfd54ed62d086a5e6567a809f8c82634"),
            WeightPart("tokenizer/added_tokens.json", 707,
                       "c0284b582e14987fbd3d5a2cb2bd139084371ed9acbae488829a1c900833c680"),
            WeightPart("tokenizer/chat_template.jinja", 4_168,
                       "a55ee1b1660128b7098723e0abcd92caa0788061051c62d51cbe87d9cf1974d8"),
            WeightPart("tokenizer/merges.txt", 1_671_853,
                       "8831e4f1a044471340f7c0a83d7bd71306a5b867e95fd870f74d0c5308a904d5"),
            WeightPart("tokenizer/special_tokens_map.json", 613,
                       "76862e765266b85aa9459767e33cbaf13970f327a0e88d1c65846c2ddd3a1ecd"),
            WeightPart("tokenizer/tokenizer.json", None,
                       "aeb13307a71acd8fe81861d94ad54ab689df773318809eed3cbe794b4492dae4"),
            WeightPart("tokenizer/tokenizer_config.json", 5_404,
                       "443bfa629eb16387a12edbf92a76f6a6f10b2af3b53d87ba1550adfcf45f7fa0"),
            WeightPart("tokenizer/vocab.json", 2_776_833,
                       "ca10d7e9fb3ed18575dd1e277a2579c16d108e32f27439684afa0e10b1440910"),
            WeightPart("transformer/config.json", 541,
                       "09733c74a3da6d17dd0a0472a091a8950c7c6935889c32c16cc800ede05029de"),
            WeightPart("transformer/diffusion_pytorch_model.safetensors", 7_751_109_744,
                       "9f29f9edcfdae452a653ffb51a534ca4decd389952c225724ff3b94042612a6e"),
            WeightPart("vae/config.json", 821, "0d6dfb69ae95a5e2ac9836284bbb63d8b38ce67b25ba2dff380752b2a10ab948"),
            WeightPart("vae/diffusion_pytorch_model.safetensors", 168_120_878,
                       "ca70d2202afe6415bdbcb8793ba8cd99fd159cfe6192381504d6c4d3036e0f04"),
        ),
        terms.KLEIN, ("klein",), "flux2-klein"),
    WeightFile(
        "buffalo_l", "insightface buffalo_l",
        ZipSource(f"{_INSIGHTFACE}buffalo_l.zip", 288_621_354,
                  "80ffe37d8a5940d59a7384c201a2a38d4741f2f3c51eef46ebb28218a7b0ca2f"),
        (
            WeightPart("det_10g.onnx", 16_923_827, "5838f7fe053675b1c7a08b633df49e7af5495cee0493c7dcf6697200b85b5b91"),
            WeightPart("w600k_r50.onnx", 174_383_860,
                       "4c06341c33c2ca1f86781dab0e829f88ad5b64be9fba56e56bc9ebdefc619e43"),
        ),
        terms.INSIGHTFACE, ("insightface",), "buffalo_l", otherwise=_OWN_PACK),
    WeightFile(
        "yunet", "YuNet face detector",
        UrlSource(f"{_OPENCV_ZOO}face_detection_yunet/face_detection_yunet_2023mar.onnx"),
        (WeightPart("face_detection_yunet_2023mar.onnx", 232_589,
                    "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"),),
        terms.YUNET, ("opencv-zoo",), "opencv-zoo", otherwise="use --analyzer builtin"),
    WeightFile(
        "sface", "SFace face recogniser",
        UrlSource(f"{_OPENCV_ZOO}face_recognition_sface/face_recognition_sface_2021dec.onnx"),
        (WeightPart("face_recognition_sface_2021dec.onnx", 38_696_353,
                    "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79"),),
        terms.SFACE, ("opencv-zoo",), "opencv-zoo", otherwise="without it faces are found and not compared",
        optional=True),
)

CATALOG: Mapping[str, WeightFile] = {row.name: row for row in _ROWS}
"""Every row by its name, in the order in which they are shown and fetched."""


def catalog_row(name: str) -> WeightFile:
    """The row called `name`; StudioError("usage") for a name that is not in the table."""
    try:
        return CATALOG[name]
    except KeyError:
        message = f"There are no weights called {name}. `studio weights list` names them all: {', '.join(CATALOG)}."
        raise StudioError("usage", message) from None


def rows_wanted_by(user: str) -> list[WeightFile]:
    """The rows that an engine or analyzer needs, without those that only stand for another."""
    return [row for row in CATALOG.values() if user in row.wanted_by and not row.instead_of]
