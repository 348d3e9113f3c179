using Unroll.Models;
using Unroll.Naming;

namespace Unroll.Transformers;

/// <summary>The architectures of published models that are computed here.</summary>
public static class PublishedModels
{
    static readonly Registry<Func<string, Model>> s_architectures = new("architecture",
        ("bert", path => new Bert(BertConfiguration.Read(path), BertHead.Pooler).Build([-1])),
        ("t5", path => new T5(T5Configuration.Read(path)).Build([-1], [-1])));

    /// <summary>The model of the config.json of a published model, built for texts of any length; its weights are drawn when they are first used.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A <see cref="Bert"/> with its pooler or a <see cref="T5"/>; null where there is no JSON that names an architecture (model_type).</returns>
    /// <exception cref="InvalidDataException">A size is missing or not possible, or the architecture is another one; the message says what is.</exception>
    public static Model? FromConfiguration(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (PublishedConfiguration.ArchitectureOf(path) is not { } architecture)
            return null;
        return s_architectures.TryFind(architecture, out Func<string, Model>? create)
            ? create(path)
            : throw new InvalidDataException($"{path}: {s_architectures.Unknown(architecture)}");
    }
}
