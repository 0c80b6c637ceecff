using System.Runtime.InteropServices;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Makes the names in a folder durable: a file that was flushed is lost all the same in a loss of power if its name was not.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        // Windows keeps names with its journal.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var descriptor = Open(folder, ReadOnly);
            if (descriptor >= 0)
            {
                // Some file systems cannot flush folders; they have nothing to flush.
                _ = Sync(descriptor);
                _ = Close(descriptor);
            }
        }
        catch (DllNotFoundException)
        {
            // A system with another C library; its catalogue, flushed next, takes the name along on usual file systems.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
