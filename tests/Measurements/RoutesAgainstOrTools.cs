#:package Google.OrTools
#:project ../../services/Engagement/Engagement.Api/Engagement.Api.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property EnforceCodeStyleInBuild=false
#:property Configuration=Release

// E5: the planner of the product beside Google OR-Tools on the same maps.
//   dotnet run tests/Measurements/RoutesAgainstOrTools.cs -c Release
// Stands outside the solution, so that nobody restores the solver's native libraries in order to build the product.

using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Routing;
using Google.OrTools.ConstraintSolver;
using Google.Protobuf.WellKnownTypes;

var morning = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
RoutePlan.For(Map("random", 30, 0, hours: false)); // the compiler's time is not the planner's
Console.WriteLine("| map | own m | own ms | OR-Tools m (first local optimum) | ms | OR-Tools m (guided, 2 s) | OR-Tools m (guided, 20 s) | own, long run m |");
Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
foreach (var kind in new[] { "random", "clustered" })
{
    for (var seed = 1; seed <= 5; seed++)
    {
        var request = Map(kind, 200, seed, hours: false);
        var began = Environment.CpuUsage.TotalTime;
        var own = RoutePlan.For(request);
        var ownMs = Milliseconds(began);
        began = Environment.CpuUsage.TotalTime;
        var quick = Solve(request, guided: null);
        var quickMs = Milliseconds(began);
        var longRun = Enumerable.Range(1, 5).Min(s => RoutePlan.For(request, new RouteEffort(200_000, 0, (ulong)s)).Timetable.Metres);
        Console.WriteLine($"| {kind} {seed} | {own.Timetable.Metres} | {ownMs} | {quick.Metres} | {quickMs} | {Solve(request, 2).Metres} | {Solve(request, 20).Metres} | {longRun} |");
    }
}

Console.WriteLine();
Console.WriteLine("| map with hours | own served | own m | own ms | OR-Tools served (guided, 2 s) | m | OR-Tools served (guided, 20 s) | m |");
Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
foreach (var kind in new[] { "random", "clustered" })
{
    foreach (var count in new[] { 60, 200 })
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var request = Map(kind, count, seed, hours: true);
            var began = Environment.CpuUsage.TotalTime;
            var own = RoutePlan.For(request);
            var ms = Milliseconds(began);
            var (two, twenty) = (Solve(request, 2), Solve(request, 20));
            Console.WriteLine($"| {kind} {count} {seed} | {own.Timetable.Visits.Count} | {own.Timetable.Metres} | {ms} | {two.Served} | {two.Metres} | {twenty.Served} | {twenty.Metres} |");
        }
    }
}

// Processor time: a busy machine does not make a planner slow. (OR-Tools' own limits are by the clock.)
long Milliseconds(TimeSpan since) => (long)(Environment.CpuUsage.TotalTime - since).TotalMilliseconds;

RouteRequest Map(string kind, int count, int seed, bool hours)
{
    var random = new Random(seed);
    var centres = Enumerable.Range(0, 9).Select(_ => (Lat: 31.1 + random.NextDouble() * 0.2, Lon: 121.3 + random.NextDouble() * 0.25)).ToArray();
    double Near() => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.01;
    GeoPoint Point(int i) => kind == "clustered"
        ? new(centres[i % 9].Lat + Near(), centres[i % 9].Lon + Near())
        : new(31.1 + random.NextDouble() * 0.2, 121.3 + random.NextDouble() * 0.25);
    var start = Point(0);
    RouteStop Stop(int i)
    {
        var at = Point(i);
        if (!hours) return new(new Guid(i, 0, 0, new byte[8]), at, TimeSpan.Zero);
        var opens = morning.AddMinutes(random.Next(0, 420));
        return new(new Guid(i, 0, 0, new byte[8]), at, TimeSpan.FromMinutes(count > 100 ? 2 : 6),
            random.Next(2) == 0 ? null : new TimeWindow(opens, opens.AddMinutes(random.Next(60, 240))));
    }
    var stops = Enumerable.Range(1, count).Select(Stop).ToArray();
    return new(start, start, new(morning, hours ? morning.AddHours(10) : morning.AddDays(20)), new TravelPace(), stops);
}

(int Served, long Metres) Solve(RouteRequest request, int? guided)
{
    var legs = new RouteLegs(request);
    var n = legs.Stops + 1;
    var nodes = new RoutingIndexManager(n, 1, 0);
    using var model = new RoutingModel(nodes);
    var metres = model.RegisterTransitCallback((a, b) => legs.Decimetres(nodes.IndexToNode(a), nodes.IndexToNode(b)));
    model.SetArcCostEvaluatorOfAllVehicles(metres);
    if (request.Stops.Any(stop => stop.Window is not null || stop.Visit > TimeSpan.Zero))
    {
        long Visit(int node) => node == 0 ? 0 : (long)request.Stops[node - 1].Visit.TotalSeconds;
        var time = model.RegisterTransitCallback((a, b) => Visit(nodes.IndexToNode(a)) + legs.Seconds(nodes.IndexToNode(a), nodes.IndexToNode(b)));
        var day = (long)(request.Day.Ends - request.Day.Starts).TotalSeconds;
        model.AddDimension(time, day, day, true, "time");
        for (var i = 1; i < n; i++)
        {
            model.AddDisjunction([nodes.NodeToIndex(i)], 1_000_000_000);
            var stop = request.Stops[i - 1];
            if (stop.Window is not { } window) continue;
            var (opens, closes) = ((long)(window.Opens - morning).TotalSeconds, (long)(window.Closes - morning).TotalSeconds - Visit(i));
            model.GetMutableDimension("time").CumulVar(nodes.NodeToIndex(i)).SetRange(Math.Max(0, opens), Math.Min(day, closes));
        }
    }

    var search = operations_research_constraint_solver.DefaultRoutingSearchParameters();
    search.FirstSolutionStrategy = FirstSolutionStrategy.Types.Value.PathCheapestArc;
    if (guided is { } seconds)
    {
        search.LocalSearchMetaheuristic = LocalSearchMetaheuristic.Types.Value.GuidedLocalSearch;
        search.TimeLimit = new Duration { Seconds = seconds };
    }
    using var solution = model.SolveWithParameters(search);
    if (solution is null) return (0, 0);
    var order = new List<int>();
    for (var at = solution.Value(model.NextVar(model.Start(0))); !model.IsEnd(at); at = solution.Value(model.NextVar(at))) order.Add(nodes.IndexToNode(at));
    var table = RouteTimetable.Of(request, legs, [.. order]);
    return table.IsFeasible ? (order.Count, table.Metres) : (-1, table.Metres);
}
