namespace Unroll.Transformers;

/// <summary>A tensor of one of a checkpoint's files.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Name">Its name there.</param>
/// <param name="DataType">The type of an element under safetensors' name.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Read">What reads it.</param>
sealed record CheckpointTensor(string File, string Name, string DataType, int[] Shape, CheckpointTensor.Reader Read)
{
    /// <summary>Reads a tensor as floats.</summary>
    public delegate void Reader(string name, Span<float> destination);
}
