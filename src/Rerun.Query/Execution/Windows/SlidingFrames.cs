namespace Rerun.Query.Execution.Windows;

/// <summary>What moving frames over the same rows share.</summary>
/// <param name="Create">Makes a frame without rows; called on any thread.</param>
/// <param name="ByteSize">About the bytes that are shared.</param>
/// <param name="FrameByteSize">About the bytes of one frame.</param>
internal sealed record SlidingFrames(Func<SlidingFrame> Create, long ByteSize, long FrameByteSize);
