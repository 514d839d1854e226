namespace CrmPlatform.Deployment.Tests;

/// <summary>The step of k8s/README.md that tells the readers of a restored database's events to begin anew.</summary>
public sealed class AfterARestore
{
    [Fact]
    public void Each_renewal_of_a_feed_is_a_Job_of_its_own()
    {
        var step = File.ReadLines(Path.Combine(Kustomize.Root, "k8s", "README.md")).SkipWhile(line => !line.Contains("get job customers-migrate", StringComparison.Ordinal)).Take(3).ToList();
        Assert.Equal(3, step.Count);
        // A Job that has run stays: under the same name the second restore would change nothing and say so in one word.
        Assert.Contains(""".metadata={generateName:"customers-renew-feed-"}""", step[1], StringComparison.Ordinal);
        Assert.Contains("""args=["renew-feed-epoch"]""", step[1], StringComparison.Ordinal);
        Assert.EndsWith("| kubectl -n crm create -f -", step[2], StringComparison.Ordinal);
    }
}
