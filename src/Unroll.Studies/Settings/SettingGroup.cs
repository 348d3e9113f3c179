namespace Unroll.Studies.Settings;

/// <summary>What a setting is about: the titles under which a command's help lists its options.</summary>
public enum SettingGroup
{
    /// <summary>What is trained on.</summary>
    Data,

    /// <summary>The model.</summary>
    Model,

    /// <summary>How it is trained.</summary>
    Training,
}
