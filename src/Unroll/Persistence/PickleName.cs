namespace Unroll.Persistence;

/// <summary>A class or function that a pickle names, with its module.</summary>
/// <param name="Name">Such as <c>collections.OrderedDict</c>.</param>
sealed record PickleName(string Name);
