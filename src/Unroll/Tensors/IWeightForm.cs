namespace Unroll.Tensors;

/// <summary>Something that is made from weights and holds until they change.</summary>
interface IWeightForm
{
    /// <summary>Floats of memory that it takes.</summary>
    int Length { get; }

    /// <summary>Makes it from the weights as they are.</summary>
    void Fill(Span<float> values);
}
