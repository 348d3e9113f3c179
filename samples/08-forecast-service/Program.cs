// Lesson 8: a forecaster as a web service. It is loaded once, and ten lines answer any number of requests at a time: POST the last values of a series to
// /forecast, and its next ones come back with the ends of their interval. Below the server the lesson asks it from several threads.
using System.Net;
using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Optimizers;
using Unroll.Training;

const int Day = 24, Requests = 200;
string saved = FitAndSave();

// The server begins here: it loads the file and never trains.
Forecaster forecaster = Forecaster.Load(saved);
File.Delete(saved);
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
WebApplication app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapPost("/forecast", (double[] values) =>
{
    // Values that no forecast can be made from, too few or none, are the caller's mistake: the message says what would be right.
    try
    {
        return Results.Ok(Answer.Of(forecaster.Predict(Series.Of(values))));
    }
    catch (ArgumentException error)
    {
        return Results.BadRequest(error.Message);
    }
});
await app.StartAsync();

// The callers. Port 0 has become a free one.
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
double[][] histories = [.. Enumerable.Range(0, Requests).Select(request => Draw(3 * Day, seed: request))];
Answer[] answers = new Answer[Requests];
await Parallel.ForAsync(0, Requests, async (request, stop) =>
{
    using HttpResponseMessage response = await client.PostAsJsonAsync("/forecast", histories[request], stop);
    answers[request] = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Answer>(stop))!;
});
using HttpResponseMessage refused = await client.PostAsJsonAsync("/forecast", new double[] { 1, 2, 3 });
string reason = await refused.Content.ReadAsStringAsync();
await app.StopAsync();

// No request saw another's numbers, and a number is the same to the bit after its way through JSON.
bool isSame = Enumerable.Range(0, Requests).All(request => answers[request].IsSame(Answer.Of(forecaster.Predict(Series.Of(histories[request])))));
Console.WriteLine($"{Requests} requests side by side: {(isSame ? "every answer is that of Predict" : "the answers DIFFER")}.");
Console.WriteLine(FormattableString.Invariant(
    $"The next hour of the first: {answers[0].Forecast[0]:F2}, with a probability of 80 % from {answers[0].Lower[0]:F2} to {answers[0].Upper[0]:F2}."));
Console.WriteLine($"Three values: {(int)refused.StatusCode} {reason}");
return isSame && refused.StatusCode == HttpStatusCode.BadRequest ? 0 : 1;

// A small forecaster stands for the one that you fitted.
static string FitAndSave()
{
    var frame = new ForecastFrame(Window: Day, Horizon: 6);
    var forecaster = new Forecaster(frame, new RecurrentNetwork(16) { Seed = 1 }, QuantileHead.OfInterval(0.8));
    forecaster.Fit(Series.Of(Draw(40 * Day, seed: -1)), new FitOptions { Epochs = 10 }, new Adam { LearningRate = 0.01f });
    string path = Path.Combine(Path.GetTempPath(), $"service-{Environment.ProcessId}.forecaster");
    forecaster.Save(path);
    return path;
}

// A daily rhythm with noise, beginning at some hour.
static double[] Draw(int count, int seed)
{
    var random = new Random(seed);
    int first = random.Next(Day);
    return [.. Enumerable.Range(first, count).Select(hour => 20 + (5 * Math.Sin(Math.Tau * hour / Day)) + random.NextDouble())];
}

/// <summary>What the service answers.</summary>
sealed record Answer(double[] Forecast, double[] Lower, double[] Upper)
{
    public static Answer Of(Forecast forecast)
    {
        (double[] lower, double[] upper) = forecast.Interval(0.8);
        return new Answer(forecast.Values(), lower, upper);
    }

    public bool IsSame(Answer other) =>
        Forecast.SequenceEqual(other.Forecast) && Lower.SequenceEqual(other.Lower) && Upper.SequenceEqual(other.Upper);
}
