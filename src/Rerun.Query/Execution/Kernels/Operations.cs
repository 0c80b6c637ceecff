using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Kernels;

/// <summary>A function of one value.</summary>
internal interface IMap<TIn, TOut>
    where TIn : allows ref struct
{
    /// <summary>Computes it.</summary>
    TOut Invoke(TIn value);
}

/// <summary>A function of two values.</summary>
internal interface IMap<TFirst, TSecond, TOut>
    where TFirst : allows ref struct
    where TSecond : allows ref struct
{
    /// <summary>Computes it.</summary>
    TOut Invoke(TFirst first, TSecond second);
}

/// <summary>A function of three values.</summary>
internal interface IMap<TFirst, TSecond, TThird, TOut>
    where TFirst : allows ref struct
    where TSecond : allows ref struct
    where TThird : allows ref struct
{
    /// <summary>Computes it.</summary>
    TOut Invoke(TFirst first, TSecond second, TThird third);
}

/// <summary>A function of one value that some values have no result of.</summary>
internal interface ITryMap<TIn, TOut>
    where TIn : allows ref struct
{
    /// <summary>Computes it; false where there is no result.</summary>
    bool TryInvoke(TIn value, out TOut result);
}

/// <summary>A function of two values that some values have no result of.</summary>
internal interface ITryMap<TFirst, TSecond, TOut>
    where TFirst : allows ref struct
    where TSecond : allows ref struct
{
    /// <summary>Computes it; false where there is no result.</summary>
    bool TryInvoke(TFirst first, TSecond second, out TOut result);
}

/// <summary>A function of one value whose result is text.</summary>
internal interface IWrite<TIn>
    where TIn : allows ref struct
{
    /// <summary>Writes the result; the caller ends the row.</summary>
    void Invoke(TIn value, TextBuilder to);
}

/// <summary>A function of two values whose result is text.</summary>
internal interface IWrite<TFirst, TSecond>
    where TFirst : allows ref struct
    where TSecond : allows ref struct
{
    /// <summary>Writes the result; the caller ends the row.</summary>
    void Invoke(TFirst first, TSecond second, TextBuilder to);
}

/// <summary>A function of three values whose result is text.</summary>
internal interface IWrite<TFirst, TSecond, TThird>
    where TFirst : allows ref struct
    where TSecond : allows ref struct
    where TThird : allows ref struct
{
    /// <summary>Writes the result; the caller ends the row.</summary>
    void Invoke(TFirst first, TSecond second, TThird third, TextBuilder to);
}
