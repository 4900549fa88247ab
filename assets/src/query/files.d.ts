// What the bundler makes of files that are no programs.

declare module "*.txt" {
  const text: string;
  export default text;
}

declare module "*.css";
