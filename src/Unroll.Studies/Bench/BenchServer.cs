using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Unroll.Studies.Bench;

/// <summary>
/// Our side of a measurement, in a process of its own: introduces itself once it is warm, then answers each line, a number of steps, with the milliseconds of
/// these steps, until its input ends. PyTorch's side, benchmarks/peers/pytorch_works.py, does the same.
/// </summary>
public static class BenchServer
{
    /// <summary>What both sides do before they are measured: long enough for the runtime to have compiled everything at its best.</summary>
    const int WarmSteps = 2;
    const double WarmSeconds = 0.6;

    /// <summary>Serves until the requests end.</summary>
    public static void Run(BenchWork work, int workers, TextReader requests, TextWriter answers)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(answers);
        using BenchRun run = work.Start(workers);
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < WarmSteps || Stopwatch.GetElapsedTime(start).TotalSeconds < WarmSeconds; step++)
            run.Step();
        string version = typeof(BenchServer).Assembly.GetName().Version!.ToString(3);
        Answer(answers, JsonSerializer.Serialize(new BenchIntroduction($"Unroll {version}", workers, Split: run.Split), JsonSerializerOptions.Web));
        while (requests.ReadLine() is { } line)
            Answer(answers, string.Join(' ',
                Time(run, int.Parse(line, CultureInfo.InvariantCulture)).Select(time => time.ToString("F4", CultureInfo.InvariantCulture))));
    }

    static double[] Time(BenchRun run, int steps)
    {
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run.Step();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    static void Answer(TextWriter answers, string line)
    {
        answers.WriteLine(line);
        answers.Flush();
    }
}
