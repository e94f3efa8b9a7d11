"""Names that people use beside those of systems: companies, people, software; and systems we have no facts of."""

from __future__ import annotations

from bot.domain.names import fold


def _names(text: str) -> frozenset[str]:
    return frozenset(fold(name) for name in text.split(",") if name.strip())


ORGANISATIONS = _names(
    """
    openai, anthropic, google, google cloud, alphabet, deepmind, google deepmind, microsoft, meta, metas, meta
    ai, facebook, apple, amazon, aws, azure, nvidia, nvda, ibm, oracle, intel, amd, xai, groq, hugging face,
    huggingface, hf, eleutherai, eleuther, bigscience, bigcode, laion, stability, stability ai, stabilityai,
    databricks, mosaicml, alibaba, tencent, baidu, bytedance, moonshot, moonshot ai, zhipu, z.ai, cohere, ai21,
    ai2, allenai, allen institute, allen ai, tii, runway, black forest labs, bfl, snowflake, cerebras, together
    ai, together computer, nous research, nomic, openrouter, perplexity, mozilla, eclipse, linux, linux
    foundation, lf, lf ai, lfai, apache foundation, asf, fsf, fsfe, sfc, software freedom conservancy, free
    software foundation, open source initiative, osi, osd, open source definition, debian, ubuntu, fedora, red
    hat, redhat, suse, arch linux, nixos, creative commons, open knowledge foundation, eu, european union,
    european commission, brussels, ai act, eu ai act, aia, gdpr, dsgvo, dmca, nist, iso, ieee, w3c, oecd,
    unesco, un, g7, g20, us, usa, uk, dfsg, rsf, isc, gnu, bsd, unix, stanford, crfm, mit, berkeley, oxford,
    cambridge, inria, ethz, epfl, eth,
    """
)
"""Companies, communities and authorities."""

NOT_SYSTEMS = ORGANISATIONS | _names(
    """
    zuckerberg, zuck, mark zuckerberg, musk, elon musk, elon, altman, sam altman, maffulli, stefano maffulli,
    stefano, zacchiroli, perens, bruce perens, stallman, richard stallman, rms, torvalds, linus, linus torvalds,
    lecun, yann lecun, karpathy, hinton, ferraioli, johnston, sam johnston, sam bankman-fried, claude shannon,
    claude monet, dolly parton, trump, biden, macron, simon willison, willison, discord, slack, telegram,
    whatsapp, reddit, twitter, mastodon, youtube, linkedin, hackernews, hacker news, hn, stack overflow,
    wikipedia, wikidata, arxiv, github, gitlab, codeberg, bitbucket, forgejo, gitea, sourceforge, kaggle,
    zenodo, netflix, spotify, uber, tesla, iphone, ipad, playstation, xbox, python, pytorch, tensorflow, keras,
    jax, flax, numpy, scipy, scikit-learn, sklearn, pandas, cuda, rocm, triton, megatron, deepspeed, accelerate,
    peft, transformers, diffusers, tokenizers, safetensors, ollama, llama.cpp, llamacpp, whisper.cpp,
    faster-whisper, stable-diffusion.cpp, vllm, sglang, tgi, lm studio, lmstudio, llamafile, llama-index,
    llamaindex, langchain, langgraph, llama factory, llama-factory, llama stack, llama-stack, autogpt, auto-gpt,
    comfyui, automatic1111, invokeai, open webui, openwebui, gpt4all, text-generation-webui, oobabooga,
    koboldcpp, jan.ai, librechat, anythingllm, mlflow, wandb, weights and biases, weights & biases, colab,
    jupyter, notebook, linux kernel, windows, macos, ios, android, chrome, chromium, firefox, safari,
    thunderbird, libreoffice, openoffice, ms office, photoshop, adobe, gimp, blender, krita, inkscape, figma,
    canva, vlc, obs, excel, powerpoint, outlook, notion, obsidian, docker, kubernetes, k8s, podman, terraform,
    ansible, jenkins, git, svn, vscode, vs code, vim, neovim, emacs, intellij, visual studio, cursor, windsurf,
    zed, postgres, postgresql, mysql, mariadb, sqlite, mongodb, redis, elasticsearch, kafka, nginx, apache
    httpd, apache spark, apache kafka, javascript, typescript, java, rust, golang, kotlin, swift, php, ruby,
    perl, haskell, fortran, cobol, julia, sql, html, css, json, yaml, csv, pdf, http, https, raspberry pi,
    arduino, rtx, gtx, h100, h200, a100, v100, b200, mi300, mi300x, tpu, gpu, cpu, llm, llms, slm, vlm, agi,
    asi, nlp, ocr, rag, mcp, rlhf, minecraft, skyrim, fortnite, doom, quake, pokemon, star wars, star trek,
    harry potter, bitcoin, ethereum, wordpress, drupal, signal, matrix, element, nextcloud, common crawl,
    commoncrawl, the pile, pile, the stack, redpajama dataset, dolma, fineweb, fineweb-edu, c4, laion-5b, laion
    5b, imagenet, openwebtext, refinedweb, wikitext, mmlu, gsm8k, humaneval, arc-agi, spdx, sbom, openssf, cncf,
    kde, gnome, wayland, systemd, ffmpeg, openssl, curl, foss, floss, oss, opensource, open source, fosdem,
    fossy, all things open, neurips, iclr, icml, acl, cvpr, covid-19, covid, paris, berlin, london, bangalore,
    raleigh, monterey, montreal, geneva, nairobi, lagos, tokyo, beijing, shanghai, new york, san francisco,
    silicon valley, bible, koran, shakespeare
    """
)
"""No system is meant by these, folded; those that are also a system's name are looked up as that first."""

HUBS = _names(
    """
    meta-llama, mistralai, tiiuae, deepseek-ai, google-bert, stabilityai, facebookai, openai-community,
    ibm-granite, xai-org, huggingfaceh4, huggingfacetb, bigcode, bigscience, allenai, ai21labs, moonshotai,
    zai-org, thudm, nousresearch, thebloke, unsloth, bartowski, runwayml, compvis, black-forest-labs, tencent,
    baidu, minimaxai, internlm, utter-project, lmsys, swiss-ai, common-pile, marin-community, snowflake, nvidia,
    cerebras, togethercomputer, mosaicml, databricks, coherelabs, cohereforai, eleutherai, microsoft, google,
    openai, apple, qwen, google-t5, llm360, lumiopen, deepmind, facebook, salesforce, teknium,
    lmstudio-community, mlx-community, openassistant, croissantllm, sapienzanlp, bsc-lt
    """
)
"""Names that stand before the stroke in "owner/name"."""

PEOPLE = frozenset("sam amber dolly lucie marin crystal claude bert ernie".split())
"""Names of systems that are also first names: "Sam" alone is a person, "SAM" may be the system."""

OTHER_SYSTEMS = _names(
    """
    pythia chat, pythia chat base, wav2vec2-bert, wav2vec-bert, w2v-bert,
    sqlcoder, microsoft copilot, dolphin, hermes, eurovlm, openchat, openllama, open llama, pixtral, devstral,
    magistral, ministral, voxtral, mathstral, mamba, falcon mamba, smolvlm, whisperx, distil-whisper,
    distilwhisper, wizardlm, wizardcoder, openhermes, nous hermes, hermes, dolphin-mixtral, orca, orca-2, phind,
    solar, starling, openorca, airoboros, guanaco, koala, gpt4-x, stablevicuna, stable cascade, stable video
    diffusion, stablecode, stable code, stable audio, deepfloyd, deepfloyd if, bart, mbart, deberta, albert,
    distilbert, electra, xlnet, xlm-roberta, longformer, bigbird, flan-t5, flan t5, mt5, byt5, ul2, palm, palm
    2, gopher, chinchilla, lamda, galactica, nllb, seamless, seamlessm4t, audiocraft, musicgen, chameleon,
    imagebind, dino, dinov2, dinov3, sam 3, sam3, jepa, v-jepa, nemo megatron, minitron, parakeet, canary,
    cosmos, gr00t, llama guard, llamaguard, code gemma, codegemma, paligemma, shieldgemma, recurrentgemma,
    medgemma, t5gemma, embeddinggemma, codeqwen, qwq, qvq, qwen-vl, qwen-audio, internvl, intern-vl, minicpm,
    chatglm, chatglm2, chatglm3, cogvlm, cogview, cogvideo, cogvideox, hunyuanvideo, hunyuandit, wan, kling,
    sora, veo, imagen, ideogram, firefly, adobe firefly, dall-e mini, craiyon, pika, suno, udio, elevenlabs,
    bark, tortoise, xtts, coqui, styletts, styletts2, f5-tts, vall-e, valle, speecht5, moshi, kyutai, hertz-dev,
    mimi, voicebox, exaone, hyperclova, kanana, polylm, bloomchat, xgen, xverse, skywork, orion, deepseek-ocr,
    deepseek-math, deepseek-prover, janus, janus-pro, step-audio, step-video, ling, ring-1t, longcat, seed-oss,
    doubao, minimax-text, manus, r1-1776, s1, sky-t1, sky-t1-32b, bespoke, limo, persimmon, fuyu, xwin, zamba,
    mosaic, replit code, codegen, codet5, incoder, polycoder, decicoder, stable beluga, platypus, airavata,
    sarvam, krutrim, jais, acegpt, allam, sea-lion, seallm, typhoon, sailor, aya, aya expanse, aya 23, command
    a, reka, reka core, inflection, pi ai, character.ai, poe, you.com, cortana, siri, alexa, bing chat,
    duckduckgo ai, leo, le chat, lechat, deepl, google translate, llama-nemotron, nemotron-cc, mixtral-dolphin,
    tabnine, codeium, codewhisperer, amazon q, nova, titan, olmocr, tulu, tulu 2, dolma, phi-1, phi-1.5, kosmos,
    florence, florence-2, florence 2, e5, bge, bge-m3, gte, nomic-embed, jina, colbert, sentence-bert, sbert,
    yolox, yolonas, yolo-nas, yolov10, yolov11, yolo11, yolov12, mobilenet, resnet, efficientnet, detr, rt-detr,
    faster r-cnn, stylegan, rosettafold, esm3, esm-3, boltz, boltz-1, chai-1, openfold, evo, evo 2, prithvi,
    aurora, graphcast, gencast, climax, openvla, octo, pi0, gato, gpt-jt, h2ogpt, nanogpt, minigpt, minigpt-4,
    megatron-lm, metaseq, glam, cpm, gpt-sw3, gpt sw3, viking-chat, occiglot, euroLLM-vl, velvet, italia, lince,
    aguila, aina, latxa, bertin, camembert, flaubert, cedille, bloomz-mt0, mt0, vigogne, pixart, kandinsky,
    wuerstchen, playground v2
    """
)
"""Systems that people ask about and that bear names of their own, folded: not to be taken for a misspelling."""
