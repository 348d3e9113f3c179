// Lesson 6: attention. "tuesday the third of march nineteen eighty seven" becomes "1987-03-03": an encoder, a decoder and an attention between them, made from
// public parts (DateTranslator.cs). It writes greedily and by a beam search, and shows which words each character was made from.
using System.Globalization;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Text;
using Unroll.Training;

const int Training = 4000, HeldOut = 1000, Words = 10, Length = 10;
const string Characters = " 0123456789-";

// Dates in any order; the last ones are held out.
var random = new Random(1);
DateOnly[] dates = [.. Enumerable.Range(0, 365 * 180).Select(new DateOnly(1901, 1, 1).AddDays)];
random.Shuffle(dates);
dates = dates[..(Training + HeldOut)];
string[][] texts = [.. dates.Select(date => DateInWords.Write(date, random.Next(3)))];
string[] answers = [.. dates.Select(date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

// Words as ids, 0 being padding; characters as ids, 0 being what stands before the first one.
string[] vocabulary = ["", .. texts.SelectMany(text => text).Distinct().Order(StringComparer.Ordinal)];
int[][] read = [.. texts.Select(text => text.Select(word => Array.IndexOf(vocabulary, word)).Concat(new int[Words]).Take(Words).ToArray())];
int[][] written = [.. answers.Select(answer => answer.Select(character => Characters.IndexOf(character)).ToArray())];

// In training the decoder is given the right characters before the one that it is to write.
int[][] given = [.. written.Select(answer => answer.Prepend(0).Take(Length).ToArray())];
var model = new DateTranslator(vocabulary.Length, Characters.Length) { Seed = 1 };
model.Compile(new Adam(0.005f), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
model.Fit([read[..Training], given[..Training]], written[..Training], new FitOptions { Epochs = 14, BatchSize = 32 });

// Greedily: all held-out dates side by side, the most probable character after each other.
int[][] found = [.. Enumerable.Range(0, HeldOut).Select(_ => new int[Length + 1])];
for (int place = 0; place < Length; place++)
{
    float[][] next = Next(read[Training..], found, place);
    for (int date = 0; date < HeldOut; date++)
        found[date][place + 1] = Array.IndexOf(next[date], next[date].Max());
}

int right = found.Zip(written[Training..]).Count(pair => pair.First.AsSpan(1).SequenceEqual(pair.Second));
Console.WriteLine($"{right} of {HeldOut} dates that were held out are right.");

// By a beam search, the first of them. A row for each character, a column for each word: how much of the attention it had.
var search = new BeamSearch { Beams = 3, MaximalLength = Length, EndId = 0 };
IReadOnlyList<BeamHypothesis> best = search.Run(hypotheses =>
{
    int[][] soFar = [.. hypotheses.Select(hypothesis => hypothesis.Ids.Prepend(0).Concat(new int[Length]).Take(Length + 1).ToArray())];
    float[][] next = Next([.. hypotheses.Select(_ => read[Training])], soFar, hypotheses[0].Ids.Count);
    return [.. next.SelectMany(row => row.Select(p => MathF.Log(p)))];
});
_ = Next([read[Training]], [[0, .. best[0].Ids]], Length - 1);
string[] words = texts[Training];
Console.WriteLine($"\n     {string.Join(' ', words)}");
for (int place = 0; place < Length; place++)
{
    float[] weights = model.Alignment[(place * Words)..];
    Console.WriteLine($"  {Characters[best[0].Ids[place]]}  {string.Join(' ', words.Select((word, i) => Shade(weights[i]).PadRight(word.Length)))}");
}

Console.WriteLine();
foreach (BeamHypothesis hypothesis in best)
    Console.WriteLine($"{Read(hypothesis.Ids)}, p = {Math.Exp(hypothesis.LogProbability):F4}");
return right >= 0.99 * HeldOut && Read(best[0].Ids) == answers[Training] ? 0 : 1;

// The probabilities of the character at a place, given the texts and the characters before it.
float[][] Next(int[][] text, int[][] soFar, int place)
{
    float[] probabilities = model.Predict([text, soFar.Select(row => row[..Length]).ToArray()]).Values;
    return [.. probabilities.Chunk(Length * Characters.Length).Select(date => date.AsSpan(place * Characters.Length, Characters.Length).ToArray())];
}

static string Read(IReadOnlyList<int> ids) => string.Concat(ids.Select(id => Characters[id]));

static string Shade(float weight) => weight switch { > 0.6f => "█", > 0.3f => "▓", > 0.1f => "▒", > 0.03f => "░", _ => "·" };
