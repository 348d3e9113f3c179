using Unroll.Naming;

namespace Unroll.Regularizers;

/// <summary>Regularizers by name and options, in Keras' spelling.</summary>
public static class RegularizerRegistry
{
    const float Default = 0.01f;

    internal static Registry<Func<ConfigurationReader, Regularizer>> Entries { get; } = new("regularizer",
        ("l1", options => Regularizer.L1(options.Single("l1", Default))),
        ("l2", options => Regularizer.L2(options.Single("l2", Default))),
        ("l1_l2", options => Regularizer.L1L2(options.Single("l1", Default), options.Single("l2", Default))));

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates a regularizer from a spec such as <c>l2:l2=0.001</c>; a missing option has Keras' default.</summary>
    /// <exception cref="ArgumentException">The name is unknown or a value is out of range; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown, or not of its kind.</exception>
    public static Regularizer Create(string spec) => Spec.Parse(spec).Create(Entries);
}
