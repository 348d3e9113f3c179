namespace Unroll.Studies.Tasks.Text;

/// <summary>How the text is cut for training.</summary>
public enum TextMode
{
    /// <summary>Every window of characters is a sample whose target is the next character: study A's form.</summary>
    Window,

    /// <summary>The text runs through the model in parallel streams, every character has a target, the state is carried: study D's form.</summary>
    Stream,
}
