// Lesson 7: a forecaster. Ten lines lead from a CSV file to a saved forecaster with intervals; the rest holds its forecast against what came.
// air-passengers.csv: passengers of international airlines per month, in thousands (Box and Jenkins, Time Series Analysis, 1970, series G).
using System.Globalization;
using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Optimizers;
using Unroll.Training;

const int Year = 12;
string csv = Path.Combine(AppContext.BaseDirectory, "air-passengers.csv");
string saved = Path.Combine(Path.GetTempPath(), $"passengers-{Environment.ProcessId}.forecaster");

// 1. A series: the column of the file, and when its first value is from. The last year is not shown to the forecaster.
double[] passengers = [.. File.ReadLines(csv).Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
Series all = Series.Of(passengers, "passengers", new TimeIndex(new DateTime(1949, 1, 1), TimeStep.Month));
Series past = all.Steps(0, passengers.Length - Year);

// 2. A frame says what is read and what is forecast: two years, and the year after them. Passengers grow from year to year, so that each window is scaled by
// its own mean and deviation. The head asks for the ends of the interval that holds eight of ten values, and the median between them.
var frame = new ForecastFrame(Window: 2 * Year, Horizon: Year) { WindowScaling = WindowScaling.Standard };
var forecaster = new Forecaster(frame, new EncoderDecoderNetwork(units: 16) { Seed = 1 }, QuantileHead.OfInterval(0.8));
forecaster.Fit(past, new FitOptions { Epochs = 60, BatchSize = 16 }, new Adam { LearningRate = 0.005f });
forecaster.Save(saved);

// 3. The file holds the weights, the scales and the frame: to load it, you need the series and nothing else.
Forecast forecast = Forecaster.Load(saved).Predict(past);
File.Delete(saved);
double[] values = forecast.Values();
(double[] lower, double[] upper) = forecast.Interval(0.8);

// 4. A forecast means something only beside a simple one: the same month of the year before.
double[] lastYear = new SeasonalNaive(Year).Forecast(past["value"], Year);
ReadOnlySpan<double> actual = all["value"][^Year..];
Console.WriteLine("month    actual  forecast  80 % interval  year before");
for (int month = 0; month < Year; month++)
    Console.WriteLine(FormattableString.Invariant(
        $"{forecast.Times![month]:yyyy-MM} {actual[month],7:F0} {values[month],9:F0} {lower[month],8:F0}–{upper[month]:F0} {lastYear[month],11:F0}"));

double error = PointMeasures.Mae(actual, values), naive = PointMeasures.Mae(actual, lastYear);
Console.WriteLine(FormattableString.Invariant(
    $"The forecast errs by {error:F1} thousand, last year's by {naive:F1}; {IntervalMeasures.Coverage(actual, lower, upper):P0} lie in the interval."));
return error < naive ? 0 : 1;
