namespace Rerun.Data;

/// <summary>What happens with a damaged recording found when a folder is opened: the keyword <c>Corrupt Files</c> of a connection string.</summary>
public enum RerunCorruptFiles
{
    /// <summary>Opening its dataset fails, with file and offset.</summary>
    Error = 0,

    /// <summary>The file is left out, and shown with its error in <c>dataset.__manifest</c>.</summary>
    Skip,
}
