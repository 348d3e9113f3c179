using Unroll.Naming;

namespace Unroll.Regularizers;

/// <summary>Regularizers by name and options, in Keras' spelling.</summary>
public static class RegularizerCatalogue
{
    const float Default = 0.01f;

    /// <summary>All names: <c>RegularizerCatalogue.Entries.Create("l2")</c>.</summary>
    public static ConfiguredCatalogue<Regularizer> Entries { get; } = new("regularizer",
        ("l1", options => Regularizer.L1(options.Single("l1", Default))),
        ("l2", options => Regularizer.L2(options.Single("l2", Default))),
        ("l1_l2", options => Regularizer.L1L2(options.Single("l1", Default), options.Single("l2", Default))));
}
