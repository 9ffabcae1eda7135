using LocalFunctions.Hosting;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Hosting.Indexing;

public sealed class FunctionIndexerTests
{
    private const string Prefix = "LocalFunctions.Tests.Hosting.Samples.Refused.";

    [Theory]
    [InlineData(typeof(Refused.InternalClass), "InternalClass.Run: the class is not public", "public")]
    [InlineData(typeof(Refused.PrivateMethod), "PrivateMethod.Run: the method is not public", "Make it public")]
    [InlineData(typeof(Refused.GenericClass<>), "GenericClass`1.Run: the class is generic", "without type parameters")]
    [InlineData(typeof(Refused.GenericMethod), "GenericMethod.Run: the method is generic", "Remove")]
    [InlineData(typeof(Refused.AbstractClass), "AbstractClass.Run: the class is abstract", "static")]
    [InlineData(typeof(Refused.NoClass), "NoClass.Run: functions must be methods of a class", "Move")]
    [InlineData(typeof(Refused.NoTrigger), "NoTrigger.Run: it has no trigger", "[HttpTrigger]")]
    [InlineData(typeof(Refused.TwoTriggers), "TwoTriggers.Run: it has 2 triggers", "Keep one")]
    [InlineData(typeof(Refused.OtherTrigger), "OtherTrigger.Run, parameter 'message': the trigger QueueAttribute is not supported", "")]
    [InlineData(typeof(Refused.ServiceParameter), "ServiceParameter.Run, parameter 'time': TimeProvider cannot be bound", "constructor")]
    [InlineData(typeof(Refused.UnknownRouteValue), "UnknownRouteValue.Run, parameter 'name': the route has no '{name}'", "Add it")]
    [InlineData(typeof(Refused.RouteValueType), "RouteValueType.Run, parameter 'id': DateTime cannot be bound", "string, int, long, Guid, bool")]
    [InlineData(typeof(Refused.OptionalRouteValue), "OptionalRouteValue.Run, parameter 'id': the route value may be absent", "Int32?")]
    [InlineData(typeof(Refused.RefParameter), "RefParameter.Run, parameter 'token': ref, out and in", "Take the value")]
    [InlineData(typeof(Refused.ClientWithoutAttribute), "ClientWithoutAttribute.Run, parameter 'client': a DurableTaskClient needs", "[DurableClient]")]
    [InlineData(typeof(Refused.ClientOfAnotherType), "ClientOfAnotherType.Run, parameter 'client': [DurableClient] binds DurableTaskClient, not String", "Use")]
    [InlineData(typeof(Refused.AnotherHub), "AnotherHub.Run, parameter 'client': TaskHub is \"Other\"", "Remove TaskHub")]
    [InlineData(typeof(Refused.OrchestratorSecondInput), "OrchestratorSecondInput.Run, parameter 'more': an orchestration has one input, which 'input' takes", "make one type")]
    [InlineData(typeof(Refused.OrchestratorTimerInput), "OrchestratorTimerInput.Run, parameter 'input': an orchestration's input cannot be TimerInfo", "JSON")]
    [InlineData(typeof(Refused.OrchestratorToken), "OrchestratorToken.Run, parameter 'token': an orchestrator must be deterministic", "Remove it")]
    [InlineData(typeof(Refused.OrchestratorClient), "OrchestratorClient.Run, parameter 'client': an orchestrator must be deterministic", "call an activity")]
    [InlineData(typeof(Refused.OrchestratorName), "OrchestratorName.Run, parameter 'context': Orchestration is \"B\"", "Remove Orchestration")]
    [InlineData(typeof(Refused.ActivityName), "ActivityName.Run, parameter 'input': Activity is \"B\"", "Remove Activity")]
    [InlineData(typeof(Refused.HttpTriggerType), "HttpTriggerType.Run, parameter 'request': an HTTP trigger binds HttpRequest, not String", "Use Microsoft.AspNetCore.Http.HttpRequest")]
    [InlineData(typeof(Refused.TimerTriggerType), "TimerTriggerType.Run, parameter 'timer': a timer trigger binds TimerInfo, not String", "Use LocalFunctions.Worker.TimerInfo")]
    [InlineData(typeof(Refused.OrchestrationTriggerType), "OrchestrationTriggerType.Run, parameter 'context': an orchestration trigger binds TaskOrchestrationContext, not String", "Use")]
    [InlineData(typeof(Refused.ActivityTriggerType), "ActivityTriggerType.Run, parameter 'context': an activity's input cannot be TaskActivityContext", "FunctionContext")]
    [InlineData(typeof(Refused.HttpResultType), "HttpResultType.Run: it returns Task<String>", "IResult or IActionResult")]
    [InlineData(typeof(Refused.TimerResultType), "TimerResultType.Run: it returns Task<Int32>", "void or Task")]
    [InlineData(typeof(Refused.OrchestratorResultType), "OrchestratorResultType.Run: it returns String", "Task or Task<T>")]
    [InlineData(typeof(Refused.ActivityResultType), "ActivityResultType.Run: it returns ValueTask<String>", "Task or Task<T>")]
    [InlineData(typeof(Refused.AsyncVoid), "AsyncVoid.Run: the method is async void", "Return Task")]
    [InlineData(typeof(Refused.BadSchedule), "BadSchedule.Run, parameter 'timer': \"0 61 * * * *\" is not a schedule", "six fields")]
    [InlineData(typeof(Refused.MissingSetting), "MissingSetting.Run, parameter 'timer': the schedule \"%Absent%\" names the setting \"Absent\"", "local.settings.json")]
    [InlineData(typeof(Refused.BadRoute), "BadRoute.Run, parameter 'request': the route \"a/{id\" is not a route template", "")]
    [InlineData(typeof(Refused.UnknownConstraint), "UnknownConstraint.Run, parameter 'request': the route \"a/{id:colour}\" is not a route template", "colour")]
    [InlineData(typeof(Refused.ReservedRoute), "ReservedRoute.Run, parameter 'request': the route \"Admin/users\" starts with 'admin'", "another route")]
    [InlineData(typeof(Refused.BadMethod), "BadMethod.Run, parameter 'request': \"get, post\" is not an HTTP method", "string of its own")]
    [InlineData(typeof(Refused.EmptyName), "EmptyName.Run: the function's name is empty", "[Function]")]
    [InlineData(typeof(Refused.BadName), "BadName.Run: \"1 export\" is not a function name", "a letter first")]
    [InlineData(typeof(Refused.LongName), "LongName.Run: \"Aaaa", "1 to 128")]
    [InlineData(typeof(Refused.MissingService), "MissingService.Run: the class's constructor asks for Journal 'journal', which is not registered", "services")]
    [InlineData(typeof(Refused.TwoConstructors), "TwoConstructors.Run: the class has 2 public constructors", "Keep exactly one")]
    [InlineData(typeof(Refused.DuplicateNames), "DuplicateNames.Two: the name \"sAME\" is that of " + Prefix + "DuplicateNames.One", "change one")]
    [InlineData(typeof(Refused.DuplicateRoutes), "DuplicateRoutes.Two: its route \"api/items/{name}\" takes the same requests as \"api/Items/{id}\" of " + Prefix + "DuplicateRoutes.One, such as POST /api/items/a.", "Change one")]
    [InlineData(typeof(Refused.DuplicateRouteOfAllMethods), "DuplicateRouteOfAllMethods.Two: its route \"api/items\" takes the same requests as \"api/items\" of " + Prefix + "DuplicateRouteOfAllMethods.One, such as /api/items.", "Change one")]
    [InlineData(typeof(Refused.OverlappingConstraints), "OverlappingConstraints.Two: its route \"api/items/{code:length(1)}\" takes the same requests as \"api/items/{id:long}\" of " + Prefix + "OverlappingConstraints.One, such as GET /api/items/5.", "Change one")]
    public void A_function_that_cannot_run_is_refused_by_name_with_the_remedy(Type type, string fault, string remedy)
    {
        var exception = Assert.Throws<FunctionIndexingException>(() => TestApp.Build([type]));

        var only = Assert.Single(exception.Faults);
        Assert.StartsWith(Prefix + fault, only, StringComparison.Ordinal);
        Assert.Contains(remedy, only, StringComparison.Ordinal);
        Assert.Contains(only, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var exception = Assert.Throws<FunctionIndexingException>(() => TestApp.Build(
            [typeof(Refused.NoTrigger), typeof(Refused.BadRoute), typeof(Refused.BadSchedule), typeof(HttpFunctions)]));

        // All have the name "A", which is a fault in two of them.
        Assert.Equal(5, exception.Faults.Count);
    }

    [Fact]
    public async Task A_setting_gives_a_schedule()
    {
        await using var app = TestApp.Build(
            [typeof(Refused.MissingSetting)],
            build: builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Absent", (string?)"0 0 * * * *")]));

        await app.Application.StartAsync();

        Assert.Single(app.Application.Urls);
    }

    [Fact]
    public void Functions_are_found_in_assemblies()
    {
        var exception = Assert.Throws<FunctionIndexingException>(() => TestApp.Build([], configure: options =>
        {
            options.FunctionTypes = null;
            options.FunctionAssemblies = [typeof(Refused).Assembly];
        }));

        Assert.Contains(exception.Faults, fault => fault.Contains("InternalClass.Run", StringComparison.Ordinal));
    }
}
