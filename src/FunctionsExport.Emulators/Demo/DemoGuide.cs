namespace FunctionsExport.Emulators.Demo;

/// <summary>What can be tried while everything keeps running.</summary>
internal static class DemoGuide
{
    public static Task PrintAsync(DemoWorld world, TextWriter output)
    {
        var api = new Uri(world.AppAddress, "api").ToString();
        return output.WriteLineAsync(
            $$"""

            Everything keeps running until Ctrl-C.
              app       {{world.AppAddress}}
              cluster   {{world.Cluster.Endpoint}}
              storage   {{world.Storage.Endpoint}}

            curl -i -X POST {{api}}/exports -H 'Content-Type: application/json' -d '{"source":"{{DemoWorld.Source}}","fetch":true}'
            curl -s {{api}}/exports/ID                # the id from the answer above
            curl -i -X DELETE {{api}}/exports/ID      # cancel it
            curl -s {{api}}/sources
            curl -s {{api}}/sources/{{DemoWorld.Source}}
            curl -s {{api}}/health
            """);
    }
}
