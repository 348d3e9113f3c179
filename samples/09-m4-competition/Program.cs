// Weekly series of the M4 competition by the method that won it, scored by its rules: 24 series, learned by one network in seconds. `unroll study run
// g2-m4-weekly` learns all 359 of them, and g1-m4-hourly the 414 hourly ones, in minutes. The question: how much better than Naive2 is it?
using System.Globalization;
using Unroll.Forecasting;
using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Data.TimeSeries;

SeriesSet set = SeriesSet.Load("m4-weekly");
double[][] Values(IReadOnlyList<Series> series) => [.. series.Take(24).Select(one => one["value"].ToArray())];
double[][] training = Values(set.Series), actual = Values(set.Test!);

var forecaster = new SmoothingForecaster { Horizon = 13, Window = 52, Dilations = [[1, 2]], Epochs = 8, LearningRate = 0.003, Seed = 1 };
forecaster.Fit(training);
SmoothingForecast[] forecasts = [.. Enumerable.Range(0, training.Length).Select(forecaster.Forecast)];

var score = CompetitionScore.Of(training, actual, [.. forecasts.Select(forecast => forecast.Point)], season: 1);
double coverage = forecasts.Select((forecast, i) => IntervalMeasures.Coverage(actual[i], forecast.Lower, forecast.Upper)).Average();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"sMAPE {score.Smape:F3} ({score.NaiveSmape:F3}), MASE {score.Mase:F3} ({score.NaiveMase:F3}), OWA {score.Owa:F3} (1); in brackets those of Naive2."));
Console.WriteLine($"{coverage:P1} of the values came inside their interval of 95 %.");
return score.Owa < 1 ? 0 : 1;
