using Unroll.Peers;

return PeerProgram.Run(args, TorchLibrary.Load, TorchWorks.Make, TorchLibrary.Name);
