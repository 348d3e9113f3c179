using Unroll.Naming;

namespace Unroll.Regularizers;

/// <summary>Regularizers by name and options, in Keras' spelling.</summary>
public static class RegularizerCatalogue
{
    const double Default = 0.01;

    /// <summary>All names: <c>RegularizerCatalogue.Entries.Create("l2")</c>.</summary>
    public static ConfiguredCatalogue<Regularizer> Entries { get; } = new("regularizer",
        ("l1", options => Regularizer.L1((float)options.Number("l1", Default))),
        ("l2", options => Regularizer.L2((float)options.Number("l2", Default))),
        ("l1_l2", options => Regularizer.L1L2((float)options.Number("l1", Default), (float)options.Number("l2", Default))));
}
