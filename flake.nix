{
  description = "Finds and fixes confused-deputy holes in Terraform and CloudFormation";

  # Wants a nixpkgs with the Rust that Cargo.toml names, or newer.
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      manifest = (builtins.fromTOML (builtins.readFile ./Cargo.toml)).package;
      package = pkgs: pkgs.rustPlatform.buildRustPackage {
        pname = manifest.name;
        version = manifest.version;
        src = self;
        cargoLock.lockFile = ./Cargo.lock;
        nativeBuildInputs = [ pkgs.installShellFiles ];
        # The tests of the repository want git, patch and files that a build does not see.
        doCheck = false;
        postInstall = ''
          $out/bin/unconfuse man > unconfuse.1
          installManPage unconfuse.1
          for shell in bash fish zsh; do
            $out/bin/unconfuse completions $shell > unconfuse.$shell
          done
          installShellCompletion unconfuse.{bash,fish,zsh}
        '';
        meta = {
          description = manifest.description;
          license = with pkgs.lib.licenses; [ mit asl20 ];
          mainProgram = "unconfuse";
        };
      };
    in
    {
      packages = nixpkgs.lib.genAttrs systems (system: {
        default = package nixpkgs.legacyPackages.${system};
      });
    };
}
