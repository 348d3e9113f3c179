using Unroll.Naming;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;
using Unroll.Studies.Tasks.Smoothing;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Studies.Tasks.Tweets;

namespace Unroll.Studies.Tasks;

/// <summary>The tasks by name.</summary>
public static class TaskRegistry
{
    /// <summary>The task of a config.json that names none.</summary>
    public const string Default = "text";

    /// <summary>All tasks in the order of the help.</summary>
    public static Registry<TaskDefinition> Tasks { get; } = new("task",
        (Default, TextTask.Definition),
        ("memory", MemoryTask.Definition),
        ("stocks", StocksTask.Definition),
        ("digits", DigitsTask.Definition),
        ("sequences", SequencesTask.Definition),
        ("shapes", ShapesTask.Definition),
        ("forecast", ForecastTask.Definition),
        ("smoothing", SmoothingTask.Definition),
        ("tweets", TweetsTask.Definition));
}
