namespace Unroll.Transformers;

/// <summary>What a <see cref="Bert"/> gives.</summary>
public enum BertHead
{
    /// <summary>The vectors of the last layer: [time, hidden].</summary>
    None,

    /// <summary>One vector for the whole text, made from that of its first token: [hidden].</summary>
    Pooler,

    /// <summary>Logits of every token of the vocabulary at every place, as in pretraining: [time, vocabulary].</summary>
    MaskedLanguage,
}
