// Lesson 2: text. A character model learns what comes next in a rhyme, is saved, loaded in the way another program would load it, and writes.
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Persistence;
using Unroll.Text;
using Unroll.Training;

const string Verse = """
    This is the house that Jack built.
    This is the malt that lay in the house that Jack built.
    This is the rat that ate the malt that lay in the house that Jack built.
    This is the cat that killed the rat that ate the malt that lay in the house that Jack built.
    This is the dog that worried the cat that killed the rat that ate the malt that lay in the house that Jack built.

    """;
string text = string.Concat(Enumerable.Repeat(Verse, 40));

// The model reads numbers: the vocabulary gives each character of the text one.
CharacterVocabulary vocabulary = CharacterVocabulary.FromText(text);
int[] ids = vocabulary.Encode(text);
Console.WriteLine($"{ids.Length:N0} characters, {vocabulary.Size} different ones.");

// StreamData cuts the text into parallel streams, one for each row of the batch. A step trains on the next 32 characters of every stream, and the state
// of the GRU is carried from step to step, so that the model can remember more than the 32 characters it is trained on at once.
var data = new StreamData(ids, steps: 32, vocabulary.Size, CharacterInput.Embedding);

// One output at every step (ReturnSequences), because every character of the text is a target: the one before it has to predict it.
// The last layer has no softmax: its outputs are logits, which the generator samples from, and the loss is told so.
var model = new Sequential(
    new Embedding(vocabulary.Size, 16),
    new Gru(96) { ReturnSequences = true },
    new Dense(vocabulary.Size))
{ Seed = 1 };
model.Compile(new Adam { LearningRate = 0.005f }, new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);

// Streams follow the text's order and are never shuffled.
History history = model.Fit(data, new FitOptions { Epochs = 12, BatchSize = 16 });
Console.WriteLine(history);

// The vocabulary belongs to the model: without it nobody knows what the numbers mean. It is kept as metadata in the same file.
string path = Path.Combine(Path.GetTempPath(), $"rhyme-{Environment.ProcessId}.safetensors");
model.Save(path, new Dictionary<string, string> { ["vocabulary"] = vocabulary.ToJson() });

// This is all that a program needs that only writes.
Sequential loaded = Sequential.Load(path);
using (SafetensorsFile file = SafetensorsFile.Open(path))
    vocabulary = CharacterVocabulary.FromJson(file.Metadata["vocabulary"]);
File.Delete(path);

// Writing is choosing again and again. The temperature divides the logits: 0 always takes the likeliest character, 1 follows the model's probabilities.
foreach (float temperature in new[] { 0f, 0.5f, 1f })
    Console.WriteLine($"\nTemperature {temperature}:\n{Write(loaded, "This is the ", 120, temperature)}");

string written = Write(loaded, "This is the dog ", 98, temperature: 0);
return Verse.Contains(written, StringComparison.Ordinal) ? 0 : 1;

string Write(Model model, string prompt, int length, float temperature)
{
    // The generator reads the prompt, then feeds each character that it chooses back to the model. The same seed chooses the same characters.
    using var generator = new TextGenerator(model, vocabulary);
    return prompt + generator.Generate(prompt, length, temperature, seed: 1);
}
