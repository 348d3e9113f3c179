// The M4 competition's hourly or weekly series by the method that won it, scored by its rules: `hourly` and `weekly` learn all series, in minutes; without a
// word 24 weekly series are learned by one network, in seconds. The question: how much better than Naive2 is it?
using System.Globalization;
using Unroll.Forecasting;
using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Forecasts;

bool isHourly = args is ["hourly"], isWhole = args is ["hourly"] or ["weekly"];
SeriesSet set = SeriesSet.Load(isHourly ? "m4-hourly" : "m4-weekly");
double[][] Values(IReadOnlyList<Series> series) => [.. series.Take(isWhole ? series.Count : 24).Select(one => one["value"].ToArray())];

SmoothingForecaster forecaster = isHourly ? SmoothingCompetition.Hourly() : isWhole ? SmoothingCompetition.Weekly()
    : new() { Horizon = 13, Window = 52, Dilations = [[1, 2]], Epochs = 8, LearningRate = 0.003, Seed = 1 };
SmoothingCompetition result = SmoothingCompetition.Run(forecaster, Values(set.Series), Values(set.Test!), season: isHourly ? 24 : 1);
CompetitionScore score = result.Score;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"sMAPE {score.Smape:F3} ({score.NaiveSmape:F3}), MASE {score.Mase:F3} ({score.NaiveMase:F3}), OWA {score.Owa:F3} (1); in brackets those of Naive2."));
Console.WriteLine($"{result.Coverage:P1} of the values came inside their interval of 95 %.");
return score.Owa < 1 ? 0 : 1;
