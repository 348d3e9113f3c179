namespace Unroll.Studies.Data.Hub;

/// <summary>The pretrained models that the project knows by name.</summary>
public static class HubCatalogue
{
    static readonly IReadOnlyList<string> s_weights = ["model.safetensors", "pytorch_model.bin"];

    /// <summary>All models, in the order in which they are listed to the user.</summary>
    public static IReadOnlyList<HubModel> All { get; } =
    [
        new HubModel("bert-base-uncased", "google-bert/bert-base-uncased", "BERT of 12 layers, English in lower case (Devlin et al., 2019)", "Apache 2.0",
            [["config.json"], ["vocab.txt"], s_weights]),
        new HubModel("hatebert", "GroNLP/hateBERT", "BERT trained further on banned forums of Reddit (Caselli et al., 2021)", "see the origin",
            [["config.json"], ["vocab.txt"], s_weights]),
        new HubModel("t5-small", "google-t5/t5-small", "T5 of 6 + 6 layers (Raffel et al., 2020)", "Apache 2.0",
            [["config.json"], ["spiece.model"], s_weights]),
    ];
}
