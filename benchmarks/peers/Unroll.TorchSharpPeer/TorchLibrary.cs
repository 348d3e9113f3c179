using System.Runtime.InteropServices;
using TorchSharp;

namespace Unroll.Peers;

/// <summary>libtorch, and TorchSharp's own library above it.</summary>
static class TorchLibrary
{
    const string Bindings = "libLibTorchSharp.so";

    /// <summary>Loads both.</summary>
    /// <exception cref="DllNotFoundException">The system lacks what one of them needs.</exception>
    public static void Load()
    {
        if (OperatingSystem.IsLinux())
        {
            string path = Directory.EnumerateFiles(AppContext.BaseDirectory, Bindings, SearchOption.AllDirectories).FirstOrDefault()
                ?? throw new DllNotFoundException($"{Bindings} is not beside the program");
            NeedlessVersion.Loosen(path);

            // Loaded by its path first: TorchSharp's own search would not say which version of a library it lacks.
            NativeLibrary.Load(path);
        }

        torch.InitializeDeviceType(DeviceType.CPU);
    }

    /// <summary>"TorchSharp 0.107.0, libtorch 2.10.0".</summary>
    public static string Name() =>
        $"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}, libtorch {Version.Parse(torch.__version__).ToString(3)}";
}
