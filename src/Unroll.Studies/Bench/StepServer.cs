using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Unroll.Studies.Bench;

/// <summary>
/// How every side of a measurement answers: it introduces itself once it is warm, then answers each line, a number of steps, with the milliseconds of these
/// steps, until its input ends. The peers of .NET compile this file too; pytorch_works.py does the same.
/// </summary>
static class StepServer
{
    /// <summary>What all sides do before they are measured: long enough for the runtime to have compiled everything at its best.</summary>
    const int WarmSteps = 2;
    const double WarmSeconds = 0.6;

    /// <summary>Serves until the requests end.</summary>
    /// <param name="step">Makes one step.</param>
    /// <param name="introduction">Who answers.</param>
    /// <param name="requests">The numbers of steps.</param>
    /// <param name="answers">Receives the introduction and the times.</param>
    public static void Run(Action step, BenchIntroduction introduction, TextReader requests, TextWriter answers)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmSteps || Stopwatch.GetElapsedTime(start).TotalSeconds < WarmSeconds; i++)
            step();
        Answer(answers, JsonSerializer.Serialize(introduction, JsonSerializerOptions.Web));
        while (requests.ReadLine() is { } line)
            Answer(answers, string.Join(' ',
                Time(step, int.Parse(line, CultureInfo.InvariantCulture)).Select(time => time.ToString("F4", CultureInfo.InvariantCulture))));
    }

    static double[] Time(Action step, int steps)
    {
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step();
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
