using System.Globalization;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>One training of a cell.</summary>
/// <param name="cell">The cell.</param>
/// <param name="seed">Where its random numbers come from.</param>
public sealed class StudyTrial(StudyCell cell, long seed)
{
    /// <summary>The cell.</summary>
    public StudyCell Cell { get; } = cell;

    /// <summary>Where its random numbers come from.</summary>
    public long Seed { get; } = seed;

    /// <summary>What it is made from, word for word the config.json of its run.</summary>
    public RunConfiguration Configuration =>
        Cell.Configuration with { Seed = Seed, LearningRate = Cell.Configuration.LearningRate ?? Cell.Configuration.DefaultLearningRate };

    /// <summary>Its run folder in the folder of the study: "cells/cell=gru/1".</summary>
    public string Folder => Path.Combine("cells", Cell.Name, Seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>How much there is to do: exact among the trials of a cell, rough between cells.</summary>
    internal double Work { get; } = (cell.Configuration.Steps ?? cell.Configuration.Epochs) * (double)cell.Configuration.Units;
}
