namespace Unroll.Studies.Bench;

/// <summary>What a training work learns.</summary>
public enum BenchTask
{
    /// <summary>A class of the whole sequence: softmax and cross-entropy on the last state.</summary>
    Class,

    /// <summary>Values of the whole sequence: the squared error on the last state.</summary>
    Values,

    /// <summary>A class of a whole text, from words through an embedding; id 0 is padding.</summary>
    Words,

    /// <summary>The next character at every step, from characters through an embedding.</summary>
    Characters,
}
