using Microsoft.ML.OnnxRuntime;
using Unroll.Peers;

// The environment is the first that needs the library itself.
return PeerProgram.Run(args, () => OrtEnv.Instance(), OnnxGeneration.Make, () => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
