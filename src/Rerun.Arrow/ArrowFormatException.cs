namespace Rerun.Arrow;

/// <summary>Bytes that claim to be Arrow data and are not: cut short, out of range, contradictory, or of a kind that is not supported.</summary>
public class ArrowFormatException : FormatException
{
    /// <summary>An exception with a message.</summary>
    public ArrowFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public ArrowFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception at a place in the bytes.</summary>
    /// <param name="message">What is wrong and what was expected.</param>
    /// <param name="position">The offset of the fault in the bytes that were read.</param>
    public ArrowFormatException(string message, long position)
        : base($"At byte {position}: {message}") => Position = position;

    /// <summary>The offset of the fault in the bytes that were read; null if it is not at one place.</summary>
    public long? Position { get; }
}
