namespace Rerun.Catalog;

/// <summary>What registering does with a layer that its partition has already; the numbers are those of the wire.</summary>
public enum IfDuplicate
{
    /// <summary>The new recording takes the place of the old one.</summary>
    Overwrite = 1,

    /// <summary>The old recording stays, without an error.</summary>
    Skip = 2,

    /// <summary>The old recording stays, and registering fails. What the official 0.27.3 client always asks for.</summary>
    Error = 3,
}
