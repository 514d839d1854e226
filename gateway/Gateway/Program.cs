CrmPlatform.Gateway.GatewayHost.Build(args).Run();
