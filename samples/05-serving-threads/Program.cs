// Lesson 5: serving. A model is loaded once and answers requests of several threads at a time, as in a web server. Each thread takes a session from a pool:
// a session is memory to compute in, and the weights are shared.
using System.Collections.Concurrent;
using System.Diagnostics;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

const int Steps = 24, Requests = 4000;

// A small model stands for the one that you trained: the mean of a sequence.
(float[] sequences, float[] means) = DrawSequences(512, seed: 1);
var trained = new Sequential(new Lstm(32), new Dense(1)) { Seed = 1 };
trained.Compile(new Adam(), Loss.MeanSquaredError);
trained.Fit(new ArrayData(sequences, [Steps, 1], means, [1]), new FitOptions { Epochs = 10 });
string path = Path.Combine(Path.GetTempPath(), $"mean-{Environment.ProcessId}.safetensors");
trained.Save(path);

// The server begins here: it loads the file and never trains.
Sequential model = Sequential.Load(path);
File.Delete(path);
(float[] requests, _) = DrawSequences(Requests, seed: 2);

// The reference: every request alone, one after another.
float[] expected = new float[Requests];
for (int request = 0; request < Requests; request++)
    expected[request] = model.Predict(Request(request))[0];

// One worker for each session: the requests run side by side already, and a request this small has nothing to share with a second thread.
// The pool grows to the largest number of requests that were ever answered at one time.
var pool = new ConcurrentBag<InferenceSession>();
float[] answers = new float[Requests];
var clock = Stopwatch.StartNew();
Parallel.For(0, Requests, request =>
{
    InferenceSession session = Rent();
    try
    {
        // Predicting into a span of the caller's allocates nothing once the session has seen a request of this size.
        session.Predict(Request(request), answers.AsSpan(request, 1));
    }
    finally
    {
        pool.Add(session);
    }
});
double sideBySide = clock.Elapsed.TotalMilliseconds;

// Requests that may wait for each other are faster as one batch: the weights are read once for all of its rows.
clock.Restart();
float[] together = model.Predict(requests);
double inBatches = clock.Elapsed.TotalMilliseconds;

Console.WriteLine($"{Requests} requests on {Environment.ProcessorCount} processors: {sideBySide:F0} ms with {pool.Count} sessions, {inBatches:F0} in batches.");

// No thread saw another's numbers, and a request's answer does not depend on the batch that it came in: the bits are the same.
bool isSame = answers.SequenceEqual(expected) && together.SequenceEqual(expected);
Console.WriteLine(isSame ? "All answers are the same to the bit: alone, from several threads and in batches." : "The answers DIFFER.");
foreach (InferenceSession session in pool)
    session.Dispose();
return isSame ? 0 : 1;

InferenceSession Rent() => pool.TryTake(out InferenceSession? session) ? session : new InferenceSession(model, workers: 1);

ReadOnlySpan<float> Request(int request) => requests.AsSpan(request * Steps, Steps);

static (float[] Sequences, float[] Means) DrawSequences(int count, int seed)
{
    var random = new Random(seed);
    float[] sequences = [.. Enumerable.Range(0, count * Steps).Select(_ => random.NextSingle())];
    return (sequences, [.. sequences.Chunk(Steps).Select(sequence => sequence.Average())]);
}
