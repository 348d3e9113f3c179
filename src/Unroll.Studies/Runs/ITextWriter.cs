using Unroll.Kernels.MatMul;
using Unroll.Text;

namespace Unroll.Studies.Runs;

/// <summary>A trained model that writes text.</summary>
public interface ITextWriter
{
    /// <summary>How the weights are held; set it before anything is written.</summary>
    WeightFormat Weights { get; set; }

    /// <summary>Writes text, symbol by symbol; the prompt is not repeated.</summary>
    /// <param name="prompt">What the model reads before it begins; characters that it has never seen are left out, words are unknown ones.</param>
    /// <param name="length">How many symbols.</param>
    /// <param name="sampling">How they are chosen.</param>
    /// <param name="seed">The same seed writes the same text.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    IEnumerable<string> Write(string prompt, int length, SamplingOptions sampling, long seed, CancellationToken cancellationToken);

    /// <summary>Characters or words of a prompt that the model has never seen.</summary>
    IReadOnlyList<string> Unseen(string prompt);

    /// <summary>What to say of what a prompt has that the model has never seen; null where that is nothing.</summary>
    string? UnseenRemark(string prompt);
}
