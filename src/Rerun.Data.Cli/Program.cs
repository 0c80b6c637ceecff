Console.WriteLine("Rerun.Data");
